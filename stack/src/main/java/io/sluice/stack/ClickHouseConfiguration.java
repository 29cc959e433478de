package io.sluice.stack;

import java.nio.file.Path;

/**
 * The configuration file of a ClickHouse for a machine that it shares with its users: listens on the loopback address only, merges with
 * few threads, keeps small caches. No system log tables: none is configured, so none is written.
 */
record ClickHouseConfiguration(int httpPort, int tcpPort, Path data) {
    private static final String USERS_AND_LOG = """
              <logger><level>warning</level><console>true</console></logger>
              <users>
                <default>
                  <password></password>
                  <networks><ip>127.0.0.1</ip></networks>
                  <profile>default</profile>
                  <quota>default</quota>
                  <access_management>1</access_management>
                </default>
              </users>
              <profiles><default></default></profiles>
              <quotas><default></default></quotas>
            """;

    /** For {@code clickhouse server}. */
    String forServer() {
        return "<clickhouse>\n" + shared() + USERS_AND_LOG + "</clickhouse>\n";
    }

    /** For the engine out of the library, which has a default user, and which would log every step if a log were named here. */
    String forLibrary() {
        return "<clickhouse>\n" + shared() + "</clickhouse>\n";
    }

    private String shared() {
        return """
              <listen_host>127.0.0.1</listen_host>
              <http_port>%d</http_port>
              <tcp_port>%d</tcp_port>
              <path>%s/</path>
              <mark_cache_size>67108864</mark_cache_size>
              <background_pool_size>4</background_pool_size>
              <background_common_pool_size>2</background_common_pool_size>
              <background_fetches_pool_size>1</background_fetches_pool_size>
              <!-- The defaults of these suit a pool of 16 threads and would be refused with a smaller one. -->
              <merge_tree>
                <number_of_free_entries_in_pool_to_lower_max_size_of_merge>2</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
                <number_of_free_entries_in_pool_to_execute_mutation>4</number_of_free_entries_in_pool_to_execute_mutation>
                <number_of_free_entries_in_pool_to_execute_optimize_entire_partition>4</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
              </merge_tree>
            """.formatted(httpPort, tcpPort, escaped(data.toString()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
