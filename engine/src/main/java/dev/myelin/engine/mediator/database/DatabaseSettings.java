package dev.myelin.engine.mediator.database;

import java.util.Map;
import java.util.Optional;

/**
 * What connections to a database are made with; those of equal settings share a pool.
 *
 * @param name for messages: the name of a data source, or nothing
 * @param url of JDBC
 * @param user who logs in
 * @param password with which password
 * @param driver the class of the driver; else that which takes the URL
 * @param options of the pool, names in lower case
 */
public record DatabaseSettings(
        String name,
        String url,
        Optional<String> user,
        Optional<String> password,
        Optional<String> driver,
        Map<String, String> options) {

    /** Without the password, and of the URL only what comes before parameters, for there may be one in them. */
    @Override
    public String toString() {
        return name.isEmpty() ? url.split("[?;]", 2)[0].replaceFirst("//[^/@]*@", "//") : name;
    }
}
