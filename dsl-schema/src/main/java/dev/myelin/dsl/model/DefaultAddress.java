package dev.myelin.dsl.model;

/** Sends to where the message's {@code To} points. */
public final class DefaultAddress extends EndpointTarget {}
