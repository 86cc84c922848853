package job

// The parts of a job, in the order in which DataX's manuals write them.
type (
	document struct {
		Core *coreDocument `json:"core,omitempty"`
		Job  jobDocument   `json:"job"`
	}

	coreDocument struct {
		Transport struct {
			Channel struct {
				Speed rateDocument `json:"speed"`
			} `json:"channel"`
		} `json:"transport"`
	}

	rateDocument struct {
		Byte   int64 `json:"byte,omitempty"`
		Record int64 `json:"record,omitempty"`
	}

	jobDocument struct {
		Setting settingDocument   `json:"setting"`
		Content []contentDocument `json:"content"`
	}

	settingDocument struct {
		Speed struct {
			Channel int64 `json:"channel"`
			rateDocument
		} `json:"speed"`
		ErrorLimit *limitDocument `json:"errorLimit,omitempty"`
	}

	limitDocument struct {
		Record     *int64   `json:"record,omitempty"`
		Percentage *float64 `json:"percentage,omitempty"`
	}

	contentDocument struct {
		Reader pluginDocument `json:"reader"`
		Writer pluginDocument `json:"writer"`
	}

	pluginDocument struct {
		Name      string `json:"name"`
		Parameter any    `json:"parameter"`
	}

	rdbmsDocument struct {
		Username   string               `json:"username"`
		Password   string               `json:"password"`
		Column     []string             `json:"column,omitempty"`
		Where      string               `json:"where,omitempty"`
		SplitPk    string               `json:"splitPk,omitempty"`
		Connection []connectionDocument `json:"connection"`
	}

	// connectionDocument is a connection of a reader; a writer has its URL alone.
	connectionDocument struct {
		JdbcURL  any      `json:"jdbcUrl"`
		Table    []string `json:"table,omitempty"`
		QuerySQL []string `json:"querySql,omitempty"`
	}

	streamDocument struct {
		Column           []madeDocument `json:"column"`
		SliceRecordCount int64          `json:"sliceRecordCount"`
	}

	madeDocument struct {
		Value      *string `json:"value,omitempty"`
		Random     string  `json:"random,omitempty"`
		Type       string  `json:"type"`
		DateFormat string  `json:"dateFormat,omitempty"`
	}

	textDocument struct {
		Path            []string        `json:"path"`
		Encoding        string          `json:"encoding"`
		Column          []fieldDocument `json:"column"`
		FieldDelimiter  string          `json:"fieldDelimiter"`
		Compress        string          `json:"compress,omitempty"`
		SkipHeader      bool            `json:"skipHeader"`
		NullFormat      *string         `json:"nullFormat,omitempty"`
		CSVReaderConfig csvDocument     `json:"csvReaderConfig"`
	}

	fieldDocument struct {
		Index  *int    `json:"index,omitempty"`
		Value  *string `json:"value,omitempty"`
		Type   string  `json:"type"`
		Format string  `json:"format,omitempty"`
	}

	csvDocument struct {
		SafetySwitch     bool   `json:"safetySwitch"`
		SkipEmptyRecords bool   `json:"skipEmptyRecords"`
		TrimWhitespace   bool   `json:"trimWhitespace"`
		UseTextQualifier bool   `json:"useTextQualifier"`
		TextQualifier    string `json:"textQualifier,omitempty"`
		EscapeMode       int    `json:"escapeMode,omitempty"`
		UseComments      bool   `json:"useComments,omitempty"`
		Comment          string `json:"comment,omitempty"`
	}

	writerDocument struct {
		ObWriteMode       string               `json:"obWriteMode"`
		Column            []string             `json:"column"`
		PreSQL            []string             `json:"preSql,omitempty"`
		PostSQL           []string             `json:"postSql,omitempty"`
		Connection        []connectionDocument `json:"connection"`
		Username          string               `json:"username"`
		Password          string               `json:"password"`
		WriterThreadCount int64                `json:"writerThreadCount,omitempty"`
		BatchSize         int                  `json:"batchSize,omitempty"`
		BatchByteSize     int                  `json:"batchByteSize,omitempty"`
		MemstoreThreshold float64              `json:"memstoreThreshold,omitempty"`
		DirectPath        bool                 `json:"directPath,omitempty"`
		RPCPort           int                  `json:"rpcPort,omitempty"`
		Parallel          int                  `json:"parallel,omitempty"`
		BufferSize        int                  `json:"bufferSize,omitempty"`
		HeartBeatInterval int64                `json:"heartBeatInterval,omitempty"`
		HeartBeatTimeout  int64                `json:"heartBeatTimeout,omitempty"`
		MaxErrors         *int64               `json:"maxErrors,omitempty"`
	}
)
