package dev.myelin.bench.load;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * The load generator. With {@code --serve} it stays, and each line of standard input holds the options of one run, so that
 * the Java compiler's work is done before what is measured.
 */
public final class RelayLoad {
    private static final int USAGE = 2;

    private RelayLoad() {}

    /** Exit status 1 when anything was lost, out of order or wrong; 2 for wrong options. */
    public static void main(String[] args) throws Exception {
        EventLoopGroup loop = newLoop();
        int status = args.length == 1 && args[0].equals("--serve") ? serve(loop) : run(loop, List.of(args));
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        System.exit(status);
    }

    /** One thread for a run, of the kind that {@link LoadRun} opens its channels for. */
    static EventLoopGroup newLoop() {
        return Epoll.isAvailable() ? new EpollEventLoopGroup(1) : new NioEventLoopGroup(1);
    }

    private static int serve(EventLoopGroup loop) throws Exception {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (run(loop, List.of(line.strip().split(" +"))) == USAGE) {
                return USAGE;
            }
        }
        return 0;
    }

    private static int run(EventLoopGroup loop, List<String> args) throws Exception {
        LoadOptions options = new LoadOptions();
        CommandLine command = new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options)
                        .name("RelayLoad"))
                .setCaseInsensitiveEnumValuesAllowed(true);
        String problem = parse(command, args, options);
        if (!problem.isEmpty()) {
            System.err.println(problem);
            command.usage(System.err);
            return USAGE;
        }
        LoadReport report = new LoadRun(options, loop, options.tls() ? trustAll() : null, System.err)
                .start()
                .get();
        System.out.println(options.json ? report.json(options) : report.text(options));
        return report.errors() == 0 ? 0 : 1;
    }

    /** What is wrong with the options; empty when nothing is. */
    private static String parse(CommandLine command, List<String> args, LoadOptions options) {
        try {
            command.parseArgs(args.toArray(String[]::new));
            return options.problem();
        } catch (CommandLine.ParameterException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static SslContext trustAll() throws IOException {
        return SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
    }
}
