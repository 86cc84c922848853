CREATE TABLE `t` (
  `__pk_increment` bigint NOT NULL
)
