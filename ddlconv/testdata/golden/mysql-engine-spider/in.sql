CREATE TABLE `s` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COMMENT='wrapper "mysql", host "10.0.0.1", user "u", password "S3cr3t"'
 PARTITION BY HASH (`id`)
(PARTITION `p0` COMMENT = 'srv "a", password "S3cr3t"' ENGINE = SPIDER,
 PARTITION `p1` COMMENT = 'srv "b", password "S3cr3t"' ENGINE = SPIDER)
