package dev.myelin.engine.synapse;

/** What the samples look for in their folder of resources. */
final class Stylesheets {
    private static final String HEAD =
            "<xsl:stylesheet version=\"2.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\""
                    + " xmlns:m=\"http://services.samples\" exclude-result-prefixes=\"m\">";

    /** A custom quote becomes the one that the service knows. */
    static final String REQUEST = HEAD
            + "<xsl:template match=\"/\"><xsl:apply-templates select=\"//m:checkPriceRequest\"/></xsl:template>"
            + "<xsl:template match=\"m:checkPriceRequest\"><m:getQuote><m:request><m:symbol><xsl:value-of"
            + " select=\"m:Code\"/></m:symbol></m:request></m:getQuote></xsl:template></xsl:stylesheet>";

    /** The service's answer becomes the one to a custom quote. */
    static final String RESPONSE = HEAD
            + "<xsl:template match=\"/\"><xsl:apply-templates select=\"//*[local-name() = 'return']\"/></xsl:template>"
            + "<xsl:template match=\"*\"><m:CheckPriceResponse><m:Code><xsl:value-of select=\"*[local-name() ="
            + " 'symbol']\"/></m:Code><m:Price><xsl:value-of select=\"*[local-name() = 'last']\"/></m:Price>"
            + "</m:CheckPriceResponse></xsl:template></xsl:stylesheet>";

    private Stylesheets() {}
}
