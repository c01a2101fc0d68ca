"""A centre's answer template: one checked against a unit's criteria, or one made for them."""
