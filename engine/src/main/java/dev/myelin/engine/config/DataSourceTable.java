package dev.myelin.engine.config;

import java.util.Map;
import java.util.Optional;

/**
 * A {@code [[datasource]]} of {@code deployment.toml}.
 *
 * @param id the name that {@code dsName} has
 * @param url of JDBC
 * @param username who logs in
 * @param password with which password
 * @param driver the class of the driver
 * @param poolOptions {@code pool_options}, names in lower case
 */
public record DataSourceTable(
        String id,
        String url,
        Optional<String> username,
        Optional<String> password,
        Optional<String> driver,
        Map<String, String> poolOptions) {

    /** Without the password, and without the URL, which may have one in it. */
    @Override
    public String toString() {
        return id;
    }
}
