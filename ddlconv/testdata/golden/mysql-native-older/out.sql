CREATE TABLE `facts` (
  `id` int NOT NULL,
  `made` datetime,
  `n` int,
  PRIMARY KEY (`id`),
  KEY `covering` (`n`) STORING (`made`),
  KEY `big` (`n`) BLOCK_SIZE 32768
) TABLE_MODE = 'QUEUING' TABLEGROUP = 'near';
