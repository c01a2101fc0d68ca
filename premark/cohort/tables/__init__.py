"""Records in; one tidy table, as Parquet, CSV and a workbook, out."""
