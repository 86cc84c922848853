CREATE TABLE `t` (
  `title` varchar(200),
  `body` text,
  FULLTEXT KEY `words` (`title`(20),`body`(100)) WITH PARSER ngram
)
