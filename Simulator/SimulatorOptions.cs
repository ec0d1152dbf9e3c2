using System.Net;

namespace Wasilo.Simulator;

/// <summary>How a simulator behaves. Every value has a default that suits tests.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The section of the configuration that holds these.</summary>
    public const string Section = "Simulator";

    /// <summary>The address to listen on. Loopback: the control API asks nobody who they are.</summary>
    public string Address { get; init; } = IPAddress.Loopback.ToString();

    /// <summary>The port of clients and control API; 0 takes a free one (in tests the default).</summary>
    public int Port { get; init; }

    /// <summary>Whether it listens for <c>wss://</c> too, on a port of its own.</summary>
    public bool Tls { get; init; }

    /// <summary>The port of <c>wss://</c>; 0 takes a free one (in tests the default).</summary>
    public int TlsPort { get; init; }

    /// <summary>A PEM file with the certificate and its key. None: a certificate is made that is signed by itself.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>Processes of their own that take clients' sockets, for more of them than one process may have. None by default.</summary>
    /// <remarks>
    /// They listen for <c>ws://</c> only, each on a port of its own; the simulator goes on listening itself, for the control API too.
    /// </remarks>
    public int Edges { get; init; }

    /// <summary>The port of the first edge, the others take the next ones; 0 takes free ones (in tests the default).</summary>
    public int EdgePort { get; init; }

    /// <summary>Makes keys, ids and references, root key and certificate too, come out the same in each run. None: different ones.</summary>
    public ulong? Seed { get; init; }

    /// <summary>A file that keeps phones, devices and keys over restarts, the root key among them. Not together with a seed.</summary>
    public string? StateFile { get; init; }

    /// <summary>Connections open at once; more are answered with 503 at the upgrade.</summary>
    /// <remarks>Twice the 20,000 that it is meant to carry: all of them may reconnect before their old sockets are gone.</remarks>
    public int MaxConnections { get; init; } = 40_000;

    /// <summary>From the upgrade to the end of the Noise handshake; clients give up after 20 s themselves.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Silence after which a client counts as gone. They ping every 20 to 30 s.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Stanzas kept for a device that hasn't acknowledged them, because it is offline or slow. Beyond that the oldest is given up.
    /// </summary>
    public int MailboxLimit { get; init; } = 100_000;

    /// <summary>
    /// Whether phones themselves read what is encrypted for them, answer and send receipts. Off, they are only addresses: for load tests
    /// that need the processor for other things.
    /// </summary>
    public bool PhonesRead { get; init; } = true;

    /// <summary>The latest messages that each phone remembers.</summary>
    public int PhoneMessages { get; init; } = 1000;

    /// <summary>Whether the members of new groups are named by phone number, as it was once, instead of by hidden id.</summary>
    public bool GroupsByNumber { get; init; }

    /// <summary>How long the socket stays open after a failure or stream error, for the client to close it first.</summary>
    /// <remarks>
    /// Baileys takes a close within 50 ms for a lost connection (428), and whatsmeow reads stanzas and the close by different paths.
    /// </remarks>
    public TimeSpan CloseGrace { get; init; } = TimeSpan.FromSeconds(5);
}
