CREATE TABLE `b` (
  `a` varbinary(10) DEFAULT NULL,
  `b` varchar(10) CHARACTER SET utf8mb4 DEFAULT NULL
) DEFAULT CHARSET = binary;
