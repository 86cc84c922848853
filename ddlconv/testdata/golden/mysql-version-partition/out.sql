CREATE TABLE `t` (
  `d` decimal(10,2) NOT NULL,
  `p` point
);
