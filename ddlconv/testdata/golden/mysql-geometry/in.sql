CREATE TABLE `g` (
  `id` int NOT NULL,
  `a` geometry NOT NULL /*!80003 SRID 4326 */,
  `b` point NOT NULL /*!80003 SRID 0 */,
  `c` linestring DEFAULT NULL,
  `d` polygon DEFAULT NULL,
  `e` multipoint DEFAULT NULL,
  `f` multilinestring DEFAULT NULL,
  `g` multipolygon DEFAULT NULL,
  `h` geomcollection DEFAULT NULL,
  PRIMARY KEY (`id`),
  SPATIAL KEY `a` (`a`),
  SPATIAL KEY `b` (`b`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
