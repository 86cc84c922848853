CREATE TABLE `f` (
  `id` int NOT NULL
) ENGINE=FEDERATED DEFAULT CHARSET=utf8mb4 CONNECTION='mysql://user:secret@host:3306/db/f'
