/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.testkit.GomonExtension;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** JDBC objects are for one thread at a time; who does otherwise gets what the driver gives. */
class TwoThreadsTest {
  private static final int TIMES = 2_000;

  @RegisterExtension
  final GomonExtension gomon = GomonExtension.create(builder -> builder.maxQueuedEvents(65_536));

  @Test
  void sameObjects_usedByTwoThreads_neverThrow_andEachCallReachesTheDriver() throws Exception {
    ScriptedDriver driver = new ScriptedDriver();
    Connection connection =
        MonitoredDataSource.wrap(driver.dataSource(), gomon.gomon()).getConnection();
    PreparedStatement shared = connection.prepareStatement("select a from b where c = ?");
    CallableStatement call = connection.prepareCall("{call d(?)}");
    ResultSet rows = shared.executeQuery();
    int before = driver.calls.size();
    CyclicBarrier start = new CyclicBarrier(2);
    Callable<Integer> work =
        () -> {
          start.await();
          for (int i = 0; i < TIMES; i++) {
            shared.setInt(1 + i % 5, i);
            shared.addBatch();
            rows.next();
            rows.getInt(1 + i % 7);
            rows.getObject(4);
            call.setString("p" + i % 150, "x");
            call.getObject(1);
            ResultSet mine = shared.executeQuery();
            mine.next();
            mine.close();
            shared.executeBatch();
            shared.clearParameters();
            connection.setAutoCommit(i % 2 == 0);
            connection.commit();
          }
          return 14 * TIMES;
        };
    int calls = 0;
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Integer>> done = new ArrayList<>();
      done.add(threads.submit(work));
      done.add(threads.submit(work));
      for (Future<Integer> each : done) {
        calls += each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    connection.close();
    assertThat(driver.calls).hasSize(before + calls + 1);
  }
}
