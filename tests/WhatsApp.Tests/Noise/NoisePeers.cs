using System.Buffers;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Tests.Noise;

/// <summary>A client and a server with keys and certificates of their own, one step away from each step of the handshake.</summary>
internal sealed class NoisePeers : IDisposable
{
    internal static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    // One set of long-lived keys for all tests: only what a handshake makes anew is made anew.
    private static readonly SeededRandomSource Random = new(2026);
    private static readonly CertificateAuthority Authority = new(
        KeyPair.Generate(Random), KeyPair.Generate(Random), Now.AddDays(-1), Now.AddDays(1), Random);

    internal static readonly KeyPair ClientKey = KeyPair.Generate(Random);
    internal static readonly KeyPair ServerKey = KeyPair.Generate(Random);
    private static readonly byte[] Chain = Authority.Issue(ServerKey.PublicKey);

    internal NoisePeers(byte[]? chain = null, PublicKey? trustedRoot = null)
    {
        Client = new NoiseClientHandshake(ClientKey, trustedRoot ?? Authority.Root, Random);
        Server = new NoiseServerHandshake(ServerKey, chain ?? Chain, Random);
    }

    internal NoiseClientHandshake Client { get; }

    internal NoiseServerHandshake Server { get; }

    internal byte[] ClientHello() => Payload(Client.WriteClientHello);

    internal byte[] ServerHello() => Payload(Server.WriteServerHello);

    internal (byte[] Payload, NoiseTransport Transport) ClientFinish(byte[] clientPayload)
    {
        NoiseTransport? transport = null;
        byte[] payload = Payload(output => transport = Client.WriteClientFinish(clientPayload, output));
        return (payload, transport!);
    }

    /// <summary>Runs the whole handshake; what is sent passes through <paramref name="wire"/>, which may change it.</summary>
    internal (NoiseTransport Client, AcceptedClient Server) Run(byte[] clientPayload, Func<int, byte[], byte[]>? wire = null)
    {
        wire ??= (_, message) => message;
        Server.ReadClientHello(wire(0, ClientHello()));
        Client.ReadServerHello(wire(1, ServerHello()), Now);
        var (finish, transport) = ClientFinish(clientPayload);
        try
        {
            return (transport, Server.ReadClientFinish(wire(2, finish)));
        }
        catch
        {
            transport.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    /// <summary>What is in the one frame that was written.</summary>
    internal static byte[] Payload(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        var rest = output.WrittenSpan;
        using var reader = new FrameReader();
        reader.TryRead(ref rest, out var payload).ShouldBeTrue();
        rest.IsEmpty.ShouldBeTrue();
        return payload.ToArray();
    }
}
