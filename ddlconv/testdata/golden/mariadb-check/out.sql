CREATE TABLE `c` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `a` int(11) DEFAULT NULL,
  `b` int(11) DEFAULT NULL,
  `t` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  CHECK (`a` > 0 and `a` < `b`),
  CONSTRAINT `c_chk_2` CHECK ((`a`) <> 0),
  CONSTRAINT `c_named` CHECK ((`a` & 1) <> 0),
  CONSTRAINT `c_odd` CHECK ((case when `a` > 1 then `b` else 1 end) <> 0)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
