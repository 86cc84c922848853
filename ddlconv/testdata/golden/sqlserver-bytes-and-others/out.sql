CREATE TABLE `Things` (
  `Id` char(36) NOT NULL DEFAULT (UUID()),
  `Hash` binary(32) NOT NULL,
  `Long` varbinary(500),
  `Raw` longblob,
  `Picture` longblob,
  `Version` binary(8) NOT NULL DEFAULT '',
  `Doc` longtext,
  `Typed` longtext,
  `Any_` varchar(8000),
  `Node` varbinary(892),
  `Shape` geometry NOT NULL,
  `Spot` geometry,
  `Payload` json,
  `Embedding` vector(3),
  PRIMARY KEY (`Id`),
  SPATIAL KEY `sx_shape` (`Shape`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
