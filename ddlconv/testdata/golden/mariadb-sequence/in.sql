CREATE TABLE `sq` (
  `next_not_cached_value` bigint(21) NOT NULL,
  `cycle_option` tinyint(1) unsigned NOT NULL COMMENT '0 if no cycles'
) ENGINE=InnoDB SEQUENCE=1
