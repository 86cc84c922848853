CREATE TABLE `c` (
  `a` int DEFAULT NULL,
  `b` varchar(20) DEFAULT NULL,
  `d` date DEFAULT NULL,
  CONSTRAINT `c_chk_1` CHECK ((`a` > 0)),
  CONSTRAINT `c_chk_2` CHECK (regexp_like(`b`,'^x')) NOT ENFORCED,
  CONSTRAINT `c_chk_3` CHECK ((`d` >= DATE '2000-01-01')),
  CONSTRAINT `in_list` CHECK ((`b` in ('x','y') or (`a` between 1 and 5)))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
