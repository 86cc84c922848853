CREATE TABLE `t` (
  `id` int,
  `made` timestamp NULL,
  `changed` timestamp(3) NULL,
  `seen` timestamp NOT NULL,
  `kept` timestamp NULL DEFAULT CURRENT_TIMESTAMP,
  `touched` timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  `said` timestamp NULL,
  `whole` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
