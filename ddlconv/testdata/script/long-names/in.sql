CREATE TABLE the_table_of_all_the_measurements_of_all_the_stations_of_the_northern_region (id int NOT NULL PRIMARY KEY);
CREATE TABLE the_table_of_all_the_measurements_of_all_the_stations_of_the_northern_regions (
  id int NOT NULL PRIMARY KEY,
  of int,
  KEY the_index_of_all_the_measurements_of_all_the_stations_of_the_northern_regions (of),
  CONSTRAINT the_foreign_key_of_all_the_measurements_of_all_the_stations_of_the_north FOREIGN KEY (of) REFERENCES the_table_of_all_the_measurements_of_all_the_stations_of_the_northern_region (id),
  CONSTRAINT the_check_of_all_the_measurements_of_all_the_stations_of_the_northern_region CHECK (of > 0)
);
