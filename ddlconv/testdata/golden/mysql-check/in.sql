CREATE TABLE `c` (
  `a` int DEFAULT NULL,
  `b` varchar(20) DEFAULT NULL,
  `d` date DEFAULT NULL,
  CONSTRAINT `c_chk_1` CHECK ((`a` > 0)),
  CONSTRAINT `c_chk_2` CHECK (regexp_like(`b`,_utf8mb4'^x')) /*!80016 NOT ENFORCED */,
  CONSTRAINT `c_chk_3` CHECK ((`d` >= DATE'2000-01-01')),
  CONSTRAINT `in_list` CHECK ((`b` in (_utf8mb4'x',_utf8mb4'y') or (`a` between 1 and 5)))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
