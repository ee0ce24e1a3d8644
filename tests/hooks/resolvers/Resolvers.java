import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks the name server at 127.0.0.2, port 53, by three clients as apps bring them: "HOW NAME" on a line. */
public final class Resolvers {
    public static void main(String[] args) throws Exception {
        EventLoopGroup group = new NioEventLoopGroup(1);
        DnsNameResolver netty = new DnsNameResolverBuilder(group.next())
            .channelType(NioDatagramChannel.class)
            .nameServerProvider(new SingletonDnsServerAddressStreamProvider(new InetSocketAddress("127.0.0.2", 53)))
            .build();
        System.out.println("UP");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line; (line = in.readLine()) != null;) {
            String[] words = line.split(" ");
            String found = switch (words[0]) {
                case "netty" -> netty.resolve(words[1]).get().getHostAddress();
                case "dnsjava" -> dnsjava(words[1]);
                default -> plain(words[1]);
            };
            System.out.println("OK " + found);
        }
        System.exit(0);
    }

    private static String dnsjava(String name) throws Exception {
        Lookup lookup = new Lookup(name, Type.A);
        lookup.setResolver(new SimpleResolver("127.0.0.2"));
        Record[] records = lookup.run();
        return records == null ? lookup.getErrorString() : ((ARecord) records[0]).getAddress().getHostAddress();
    }

    private static String plain(String name) throws Exception {
        ByteArrayOutputStream question = new ByteArrayOutputStream();
        question.write(new byte[] {0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : name.split("\\.")) {
            question.write(label.length());
            question.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        question.write(new byte[] {0, 0, 1, 0, 1});
        try (DatagramSocket socket = new DatagramSocket()) {
            byte[] sent = question.toByteArray();
            socket.send(new DatagramPacket(sent, sent.length, InetAddress.getByName("127.0.0.2"), 53));
            DatagramPacket got = new DatagramPacket(new byte[512], 512);
            socket.receive(got);
            byte[] last = Arrays.copyOfRange(got.getData(), got.getLength() - 4, got.getLength());
            return InetAddress.getByAddress(last).getHostAddress();
        }
    }
}
