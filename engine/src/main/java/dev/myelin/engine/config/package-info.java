/**
 * The file {@code deployment.toml} as records. Start reading at {@link dev.myelin.engine.config.DeploymentConfig}.
 */
@NullMarked
package dev.myelin.engine.config;

import org.jspecify.annotations.NullMarked;
