CREATE TABLE `d` (
  `a` int(11) DEFAULT 5,
  `b` decimal(10,2) DEFAULT -1.50,
  `c` varchar(20) DEFAULT 'it''s',
  `d` date DEFAULT curdate(),
  `e` datetime DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  `f` datetime(3) DEFAULT current_timestamp(),
  `g` date DEFAULT current_timestamp(),
  `h` varchar(30) DEFAULT concat('a','b'),
  `i` int(11) DEFAULT (1 + 2),
  `j` int(11) DEFAULT (`a` + 1),
  `k` int(11) DEFAULT nextval(`shop`.`seq`),
  `l` text DEFAULT 'x',
  `m` blob DEFAULT NULL,
  `n` datetime DEFAULT (current_timestamp() + interval 30 day),
  `o` varchar(32) DEFAULT replace(uuid(),'-',''),
  `p` char(8) DEFAULT cast('x' as char),
  `q` bigint(20) DEFAULT current_timestamp()
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
