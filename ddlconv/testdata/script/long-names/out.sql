CREATE TABLE `the_table_of_all_the_measurements_of_all_the_stations_o_1c497669` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
);
CREATE TABLE `the_table_of_all_the_measurements_of_all_the_stations_o_a1a4eaee` (
  `id` int NOT NULL,
  `of` int,
  PRIMARY KEY (`id`),
  KEY `the_index_of_all_the_measurements_of_all_the_stations_o_6572e882` (`of`),
  CONSTRAINT `the_check_of_all_the_measurements_of_all_the_stations_o_8bcbaa81` CHECK (`of` > 0)
);
ALTER TABLE `the_table_of_all_the_measurements_of_all_the_stations_o_a1a4eaee` ADD CONSTRAINT `the_foreign_key_of_all_the_measurements_of_all_the_stat_290cbfd5` FOREIGN KEY (`of`) REFERENCES `the_table_of_all_the_measurements_of_all_the_stations_o_1c497669` (`id`);
