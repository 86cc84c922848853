import com.alipay.oceanbase.rpc.direct_load.ObDirectLoadBucket;
import com.alipay.oceanbase.rpc.direct_load.ObDirectLoadConnection;
import com.alipay.oceanbase.rpc.direct_load.ObDirectLoadManager;
import com.alipay.oceanbase.rpc.direct_load.ObDirectLoadStatement;
import com.alipay.oceanbase.rpc.protocol.payload.impl.ObLoadDupActionType;
import com.alipay.oceanbase.rpc.protocol.payload.impl.ObObj;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Loads generated rows by the reference client: port, tenant, user, password, database, table, rows, threads, statement timeout in ms. */
public final class Load {
    public static void main(String[] args) {
        try {
            load(args);
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1); // the client's own threads would keep the program alive
        }
    }

    private static void load(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        String table = args[5];
        int rows = Integer.parseInt(args[6]);
        int threads = Integer.parseInt(args[7]);
        long timeout = Long.parseLong(args[8]);
        ObDirectLoadConnection connection = ObDirectLoadManager.getConnectionBuilder()
            .setServerInfo("127.0.0.1", port)
            .setLoginInfo(args[1], args[2], args[3], args[4])
            .enableParallelWrite(threads)
            .setHeartBeatInfo(60000, 500)
            .build();
        long start = System.nanoTime();
        try {
            ObDirectLoadStatement statement = connection.getStatementBuilder()
                .setTableName(table)
                .setParallel(threads)
                .setDupAction(ObLoadDupActionType.REPLACE)
                .setQueryTimeout(timeout)
                .build();
            try {
                statement.begin();
                write(statement, rows, threads);
                statement.commit();
            } finally {
                statement.close();
            }
        } finally {
            connection.close();
        }
        long cpu = java.lang.management.ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class).getProcessCpuTime();
        System.out.printf("loaded %d rows in %.2f s, %.2f s of processor%n", rows, (System.nanoTime() - start) / 1e9, cpu / 1e9);
    }

    private static void write(ObDirectLoadStatement statement, int rows, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Void>> parts = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int from = (int) ((long) rows * t / threads);
            int to = (int) ((long) rows * (t + 1) / threads);
            parts.add(pool.submit((Callable<Void>) () -> {
                final int batch = 1024;
                for (int i = from; i < to; i += batch) {
                    ObDirectLoadBucket bucket = new ObDirectLoadBucket();
                    for (int n = i; n < Math.min(to, i + batch); n++) {
                        bucket.addRow(row(n));
                    }
                    statement.write(bucket);
                }
                return null;
            }));
        }
        for (Future<Void> part : parts) {
            part.get();
        }
        pool.shutdown();
    }

    /** Eight mixed columns. */
    private static ObObj[] row(int n) {
        Object[] values = {
            (long) n, "item " + n, n * 0.5, n % 3 == 0 ? null : "x" + n, new Timestamp(1700000000000L + n),
            n, "9".repeat(n % 200), new byte[] {(byte) n, 0, (byte) 255}};
        ObObj[] cells = new ObObj[values.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = ObObj.getInstance(values[i]);
        }
        return cells;
    }
}
