using System.Globalization;
using Google.Protobuf;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Faults;
using Wasilo.Simulator.Groups;
using Wasilo.Simulator.Login;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Pki;
using Wasilo.Simulator.Primary;
using Wasilo.Simulator.Queries;
using Wasilo.Simulator.Registration;
using Wasilo.Simulator.Routing;
using Wasilo.Simulator.Stanzas;
using Wasilo.Simulator.State;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Connections;

/// <summary>What all connections share, and the decision what a client is once it has said so.</summary>
internal sealed class ChatServer
{
    private long _lastId;

    public ChatServer(SimulatorOptions options, TimeProvider time, ILogger<FaultRules> faultLog, StateFile? state = null)
    {
        Options = options;
        Time = time;
        Random = RandomStreams.Open(options, RandomStream.Clients);
        Identity = ServerIdentity.Create(RandomStreams.Open(options, RandomStream.Identity, state), time.GetUtcNow());
        Phones = new PhoneBook(RandomStreams.Open(options, RandomStream.Phones), state?.Loaded.Phones ?? []);
        Connections = new ConnectionTable(options.MaxConnections);
        References = new PairingReferences(Random);
        Violations = new Violations(time);
        Presences = new Presences(Statistics, Violations);
        Groups = new GroupBook(RandomStreams.Open(options, RandomStream.Groups, null), Phones.Changes, state?.Loaded.Groups ?? [], Phones);
        ChainUse = new ChainUse(Violations);
        Courier = new Courier(this);
        Messages = new MessageRouter(this);
        Receipts = new ReceiptRouter(this);
        Calls = new CallRouter(this);
        ChatStates = new ChatStates(this);
        DeviceNews = new DeviceNews(this);
        Faults = new FaultRules(Statistics, RandomStreams.Open(options, RandomStream.Faults), faultLog);
        Actions = new PhoneActions(this);
    }

    public SimulatorOptions Options { get; }

    public TimeProvider Time { get; }

    public IRandomSource Random { get; }

    public ServerIdentity Identity { get; }

    public ConnectionTable Connections { get; }

    public PhoneBook Phones { get; }

    public PhoneActions Actions { get; }

    public PairingReferences References { get; }

    public Presences Presences { get; }

    public FaultRules Faults { get; }

    public GroupBook Groups { get; }

    public ChainUse ChainUse { get; }

    public Courier Courier { get; }

    public MessageRouter Messages { get; }

    public ReceiptRouter Receipts { get; }

    public CallRouter Calls { get; }

    public ChatStates ChatStates { get; }

    public DeviceNews DeviceNews { get; }

    public Statistics Statistics { get; } = new();

    public Violations Violations { get; }

    public QueryCounts Queries { get; } = new();

    public RoutingCounts Routing { get; } = new();

    /// <summary>The doing of a phone itself.</summary>
    public PrimaryDevice PrimaryOf(Phone phone) => phone.Primary ?? phone.MakePrimary(this);

    /// <summary>An id for a stanza of the server's own.</summary>
    public string NextId() => string.Create(CultureInfo.InvariantCulture, $"sim-{Interlocked.Increment(ref _lastId)}");

    /// <summary>Decides by a client's payload what it is: a new device, a known one, or one that isn't let in.</summary>
    /// <exception cref="Wasilo.WhatsApp.Errors.WhatsAppException">The payload can't be read, or has unusable keys.</exception>
    public Conversation Admit(Connection connection, AcceptedClient client)
    {
        var payload = ReadPayload(client.Payload);
        if (!payload.HasUsername)
        {
            return payload.DevicePairingData is { } registration
                ? new RegistrationConversation(connection, this, DeviceKeys.Read(client.NoiseKey, registration))
                : Refuse(connection, 401);
        }

        // The Noise key is what proves who it is; anyone can name a number.
        var jid = Jid.Parse(string.Create(CultureInfo.InvariantCulture, $"{payload.Username}@{JidServer.User}"));
        if (!Phones.TryFind(jid, out var phone) ||
            !phone.TryGet((int)payload.Device, out var device) ||
            device.Keys.Noise != client.NoiseKey)
        {
            return Refuse(connection, 401);
        }

        return Faults.FailureOf(device) is { } code ? Refuse(connection, code) : new DeviceConversation(connection, this, device);
    }

    private RefusedConversation Refuse(Connection connection, int reason)
    {
        Statistics.Count(Counted.RefusedLogins);
        return new RefusedConversation(connection, Stanza.Failure(reason));
    }

    private static ClientPayload ReadPayload(byte[] payload)
    {
        try
        {
            return ClientPayload.Parser.ParseFrom(payload);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new WhatsApp.Errors.HandshakeMessageException("The client's payload can't be read.", e);
        }
    }
}
