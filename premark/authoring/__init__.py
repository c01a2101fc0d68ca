"""What a quality lead writes in; every mistake and doubt in it, skeletons and schemas out."""
