CREATE TABLE `j` (
  `id` int NOT NULL,
  `doc` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  PRIMARY KEY (`id`),
  CHECK (json_valid(`doc`))
);
