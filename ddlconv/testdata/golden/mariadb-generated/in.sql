CREATE TABLE `g` (
  `a` int(11) DEFAULT NULL,
  `ts` timestamp NULL DEFAULT NULL,
  `b` int(11) GENERATED ALWAYS AS (`a` + 1) STORED,
  `c` bigint(20) GENERATED ALWAYS AS (unix_timestamp(`ts`)) VIRTUAL,
  `d` date GENERATED ALWAYS AS (cast(`ts` as date)) VIRTUAL,
  `e` varchar(10) GENERATED ALWAYS AS (chr(`a`)) VIRTUAL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
