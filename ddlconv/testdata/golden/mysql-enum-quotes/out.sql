CREATE TABLE `e` (
  `a` enum('it\'s','a,b','中文','back\\slash','(x)','') COLLATE utf8mb4_bin NOT NULL DEFAULT 'a,b',
  `b` set('红','绿','it\'s') DEFAULT '红,it\'s'
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
