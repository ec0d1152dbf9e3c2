using System.Threading.Channels;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.WhatsApp.Tests.Support;

/// <summary>A server that does what a test tells it to, one connection after another.</summary>
internal sealed class ScriptedServer : ITransportFactory
{
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly SeededRandomSource Random = new(2027);
    private static readonly KeyPair RootKey = KeyPair.Generate(Random);
    private static readonly KeyPair IntermediateKey = KeyPair.Generate(Random);
    private static readonly KeyPair ServerKey = KeyPair.Generate(Random);

    private readonly Channel<MemoryTransport> _incoming = Channel.CreateUnbounded<MemoryTransport>();
    private readonly byte[] _chain;

    internal ScriptedServer(DateTimeOffset now) =>
        _chain = new CertificateAuthority(RootKey, IntermediateKey, now.AddDays(-1), now.AddDays(1000), Random).Issue(ServerKey.PublicKey);

    internal static PublicKey Root => RootKey.PublicKey;

    /// <summary>Whether what the server sends arrives a byte at a time.</summary>
    internal bool ByteByByte { get; init; }

    /// <summary>Whether attempts to connect fail.</summary>
    internal bool IsDown { get; set; }

    /// <summary>How often a client tried.</summary>
    internal int Attempts { get; private set; }

    public ITransport Create()
    {
        Attempts++;
        var transport = new MemoryTransport(ByteByByte);
        if (IsDown)
            transport.Cut();
        else
            _incoming.Writer.TryWrite(transport).ShouldBeTrue();
        return transport;
    }

    /// <summary>The next connection, after its handshake.</summary>
    internal async Task<ServerConnection> AcceptAsync()
    {
        var transport = await AcceptSilentlyAsync();
        return await ServerConnection.ShakeHandsAsync(transport, ServerKey, _chain, Random);
    }

    /// <summary>The next connection, before its handshake.</summary>
    internal async Task<MemoryTransport> AcceptSilentlyAsync() => await _incoming.Reader.ReadAsync().AsTask().WaitAsync(Deadline);
}
