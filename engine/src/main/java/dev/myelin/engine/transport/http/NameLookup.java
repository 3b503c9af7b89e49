package dev.myelin.engine.transport.http;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Looks host names up as the JDK does (hosts file, cache), on threads that may block. */
final class NameLookup extends AddressResolverGroup<InetSocketAddress> {
    private static final int THREADS = 4;

    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("myelin-names", true));

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Names(executor, threads).asAddressResolver();
    }

    @Override
    public void close() {
        super.close();
        threads.shutdown();
    }

    private static final class Names extends InetNameResolver {
        private final ExecutorService threads;

        Names(EventExecutor executor, ExecutorService threads) {
            super(executor);
            this.threads = threads;
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            threads.execute(() -> {
                try {
                    promise.trySuccess(InetAddress.getByName(host));
                } catch (UnknownHostException e) {
                    promise.tryFailure(e);
                }
            });
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            threads.execute(() -> {
                try {
                    promise.trySuccess(List.of(InetAddress.getAllByName(host)));
                } catch (UnknownHostException e) {
                    promise.tryFailure(e);
                }
            });
        }
    }
}
