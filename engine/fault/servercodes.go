package fault

// answer is what is known of a server's code.
type answer struct {
	kind  Kind
	class Class
	// like names the code whose sentence serves this one too; 0 for its own.
	like int
}

// stateAnswer is an answer that holds for one SQLSTATE of a code only.
type stateAnswer struct {
	state string
	answer
}

// byState holds the codes that mean several things.
var byState = map[int][]stateAnswer{
	// OceanBase sends 4012 both for a statement that ran out of time (HY000) and for a
	// transaction that did, or whose outcome it does not know (25000).
	4012: {{"25000", answer{kind: Resource, class: Reduce, like: 6002}}},
	// MariaDB's violated CHECK; OceanBase's 4025 is another thing.
	4025: {{"23000", answer{kind: Row, class: Reject, like: 3819}}},
	// "Unsupported" is 0A000 for a feature; 42000 for a definition made twice.
	1235: {{"42000", answer{kind: DDL, class: Stop, like: 1064}}},
}

// byCode is what a code on the wire means. OceanBase maps its own numbers to
// MySQL's where MySQL has one; the pairs are those of its error code reference
// (V4.3.3), the texts and states those of a 4.3.5 kernel where it could be made
// to say them. What to do about retryable codes follows the lists of OceanBase's
// own loaders.
var byCode = map[int]answer{
	// A row's value does not fit.
	1048: {kind: Row, class: Reject}, // NULL into NOT NULL
	1062: {kind: Row, class: Reject}, // duplicate key
	1136: {kind: Row, class: Reject}, // value count
	1169: {kind: Row, class: Reject, like: 1062},
	1264: {kind: Row, class: Reject}, // out of range
	1265: {kind: Row, class: Reject}, // truncated: ENUM, SET, trailing text after a number
	1292: {kind: Row, class: Reject}, // date and time
	1300: {kind: Row, class: Reject}, // bytes that are no characters
	1364: {kind: Row, class: Reject}, // no default
	1366: {kind: Row, class: Reject}, // not a number, or no characters
	1367: {kind: Row, class: Reject, like: 1366},
	1406: {kind: Row, class: Reject}, // too long
	1411: {kind: Row, class: Reject, like: 1292},
	1416: {kind: Row, class: Reject}, // geometry
	1451: {kind: Row, class: Reject}, // parent row in use
	1452: {kind: Row, class: Reject}, // parent row missing
	1526: {kind: Row, class: Reject}, // no partition
	1557: {kind: Row, class: Reject, like: 1062},
	1690: {kind: Row, class: Reject}, // expression out of range
	1748: {kind: Row, class: Reject, like: 1526},
	3105: {kind: Row, class: Reject}, // value for a generated column
	3140: {kind: Row, class: Reject}, // JSON text
	3141: {kind: Row, class: Reject, like: 3140},
	3157: {kind: Row, class: Reject, like: 3140}, // JSON nested too deep
	3548: {kind: Row, class: Reject},             // spatial reference system
	3617: {kind: Row, class: Reject, like: 1416},
	3643: {kind: Row, class: Reject, like: 3548},
	3819: {kind: Row, class: Reject}, // CHECK

	// Too much at once.
	1153: {kind: Resource, class: Reduce}, // packet
	4012: {kind: Resource, class: Reduce}, // statement timeout
	4013: {kind: Resource, class: Reduce}, // memory of a statement
	4019: {kind: Resource, class: Reduce, like: 4013},
	5130: {kind: Resource, class: Reduce, like: 4013},
	6244: {kind: Resource, class: Reduce}, // large transaction

	// Will pass.
	1040: {kind: Connect, class: Retry}, // connections
	1203: {kind: Connect, class: Retry, like: 1040},
	1205: {kind: Resource, class: Retry}, // lock wait
	1213: {kind: Resource, class: Retry}, // deadlock
	1317: {kind: Resource, class: Retry}, // killed query
	2003: {kind: Connect, class: Retry, like: 2013},
	2006: {kind: Connect, class: Retry}, // connection gone
	2013: {kind: Connect, class: Retry}, // connection lost
	4023: {kind: Resource, class: Retry},
	4029: {kind: Resource, class: Retry, like: 4023},
	4030: {kind: Resource, class: Retry}, // memstore full
	4036: {kind: Resource, class: Retry, like: 4023},
	4038: {kind: Resource, class: Retry}, // leader moved
	4124: {kind: Connect, class: Retry, like: 2013},
	4138: {kind: Resource, class: Retry},             // snapshot too old
	4192: {kind: Resource, class: Retry, like: 4023}, // DDL task slow
	4204: {kind: Resource, class: Retry, like: 4023},
	4208: {kind: Resource, class: Retry, like: 4023},
	4263: {kind: Resource, class: Retry, like: 4023},
	4265: {kind: Connect, class: Retry, like: 2013},
	4654: {kind: Resource, class: Retry, like: 4038},
	4721: {kind: Resource, class: Retry, like: 4038},
	4723: {kind: Resource, class: Retry, like: 4038},
	4725: {kind: Resource, class: Retry, like: 4038},
	5066: {kind: Connect, class: Retry, like: 2013},
	5627: {kind: Resource, class: Retry, like: 4023},
	6001: {kind: Resource, class: Retry, like: 6002},
	6002: {kind: Resource, class: Retry}, // transaction rolled back
	6005: {kind: Resource, class: Retry, like: 1205},
	6220: {kind: Resource, class: Retry, like: 6002},
	6231: {kind: Resource, class: Retry, like: 4038},
	7120: {kind: Resource, class: Retry, like: 4023},
	8001: {kind: Connect, class: Retry}, // server starting

	// Not allowed.
	1044: {kind: Denied, class: Stop}, // database
	1045: {kind: Denied, class: Stop}, // login
	1142: {kind: Denied, class: Stop}, // table
	1143: {kind: Denied, class: Stop, like: 1142},
	1227: {kind: Denied, class: Stop}, // privilege
	1290: {kind: Denied, class: Stop}, // read-only server
	1792: {kind: Denied, class: Stop, like: 1290},
	5157: {kind: Denied, class: Stop}, // tenant

	// Not there.
	1017: {kind: Missing, class: Stop},
	1049: {kind: Missing, class: Stop}, // database
	1054: {kind: Missing, class: Stop}, // column
	1109: {kind: Missing, class: Stop, like: 1146},
	1146: {kind: Missing, class: Stop}, // table

	// Damaged, full, broken.
	4000: {kind: Resource, class: Stop, like: 4016},
	4015: {kind: Resource, class: Stop, like: 4016},
	4016: {kind: Resource, class: Stop},
	4018: {kind: Resource, class: Stop, like: 4016},
	4070: {kind: Resource, class: Stop, like: 4103},
	4103: {kind: Resource, class: Stop}, // checksum
	4108: {kind: Resource, class: Stop, like: 4103},
	4179: {kind: Resource, class: Stop}, // not in this state
	4184: {kind: Resource, class: Stop}, // disk full
	4257: {kind: Resource, class: Stop, like: 4103},
	4376: {kind: Resource, class: Stop, like: 4016},
	4377: {kind: Resource, class: Stop, like: 4016},
	6280: {kind: Resource, class: Stop, like: 1205},

	// DDL.
	1007: {kind: DDL, class: Stop, like: 1050},
	1050: {kind: DDL, class: Stop}, // table exists
	1059: {kind: DDL, class: Stop}, // long name
	1061: {kind: DDL, class: Stop, like: 1050},
	1064: {kind: DDL, class: Stop}, // syntax
	1067: {kind: DDL, class: Stop}, // default
	1068: {kind: DDL, class: Stop, like: 1064},
	1071: {kind: DDL, class: Stop}, // long key
	1074: {kind: DDL, class: Stop, like: 1118},
	1075: {kind: DDL, class: Stop, like: 1064},
	1101: {kind: DDL, class: Stop, like: 1067},
	1115: {kind: DDL, class: Stop, like: 1273},
	1118: {kind: DDL, class: Stop}, // long row
	1235: {kind: DDL, class: Stop}, // not supported
	1253: {kind: DDL, class: Stop, like: 1273},
	1273: {kind: DDL, class: Stop}, // collation
	1499: {kind: DDL, class: Stop}, // partitions
	1503: {kind: DDL, class: Stop}, // key lacks partition column
	1517: {kind: DDL, class: Stop, like: 1050},
	3814: {kind: DDL, class: Stop}, // function in CHECK
	3815: {kind: DDL, class: Stop, like: 3814},
	5703: {kind: DDL, class: Stop, like: 1071},
}
