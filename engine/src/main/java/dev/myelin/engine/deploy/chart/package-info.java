/**
 * Draws artefacts as Mermaid flowcharts. Start reading at {@link dev.myelin.engine.deploy.chart.FlowChart}.
 */
@NullMarked
package dev.myelin.engine.deploy.chart;

import org.jspecify.annotations.NullMarked;
