CREATE TABLE `d` (
  `a` int(11) DEFAULT 5,
  `b` decimal(10,2) DEFAULT -1.50,
  `c` varchar(20) DEFAULT 'it\'s',
  `d` date DEFAULT (curdate()),
  `e` datetime DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  `f` datetime(3) DEFAULT CURRENT_TIMESTAMP(3),
  `g` date DEFAULT (CURRENT_TIMESTAMP),
  `h` varchar(30) DEFAULT (concat('a','b')),
  `i` int(11) DEFAULT (1 + 2),
  `j` int(11),
  `k` int(11),
  `l` text,
  `m` blob DEFAULT NULL,
  `n` datetime DEFAULT (current_timestamp() + interval 30 day),
  `o` varchar(32) DEFAULT (replace(uuid(),'-','')),
  `p` char(8),
  `q` bigint(20)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
