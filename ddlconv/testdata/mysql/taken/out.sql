CREATE TABLE `bought` (
  `id` int,
  `note` varchar(10) COMMENT 'must not be lost'
);
CREATE PROCEDURE `p`() SELECT 1;
CREATE TRIGGER `written` AFTER INSERT ON `bought` FOR EACH ROW SET @written = NEW.id;
