CREATE TABLE `c` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `a` int(11) DEFAULT NULL CHECK (`a` > 0 and `a` < `b`),
  `b` int(11) DEFAULT NULL,
  `t` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `CONSTRAINT_1` CHECK (`a`),
  CONSTRAINT `CONSTRAINT_2` CHECK (`t` < current_timestamp()),
  CONSTRAINT `CONSTRAINT_3` CHECK (`id` > 0),
  CONSTRAINT `named` CHECK (`a` & 1),
  CONSTRAINT `odd` CHECK (case when `a` > 1 then `b` else 1 end)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
