using Wasilo.Simulator;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>A Simulator, and those who write to each other through it; one for all tests of a class, which take new phones each.</summary>
public sealed class Cast : IAsyncLifetime
{
    private readonly Lazy<Task<BaileysProcess>> _process;
    private readonly List<Participant> _participants = [];
    private int _lastNumber;
    private int _lastClient;

    public Cast() => _process = new(() => BaileysProcess.StartAsync(Server));

    internal SimulatorServer Server { get; private set; } = null!;

    /// <summary>Stanzas that those on stage haven't acknowledged. What others left when their test ended waits for ever.</summary>
    internal long Unacknowledged => _participants.SelectMany(participant => participant.Phone.Devices).Distinct().Sum(device => (long)device.Unacknowledged);

    public async Task InitializeAsync() => Server = await SimulatorServer.StartAsync();

    public async Task DisposeAsync()
    {
        await EndAllAsync();
        if (_process.IsValueCreated)
            await (await _process.Value).DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Someone with a new phone and a client of a kind that is linked and connected.</summary>
    internal async Task<Participant> EnterAsync(Kind kind, string name)
    {
        var phone = Server.Phones.Create($"1555{Interlocked.Increment(ref _lastNumber):0000000}", name);
        return await LinkAsync(kind, phone);
    }

    /// <summary>One more device of someone.</summary>
    internal Task<Participant> LinkAsync(Kind kind, Participant other) => LinkAsync(kind, other.Phone);

    /// <summary>Ends all clients; the phones stay.</summary>
    internal async Task EndAllAsync()
    {
        foreach (var participant in _participants)
            await participant.DisposeAsync();
        _participants.Clear();
    }

    private async Task<Participant> LinkAsync(Kind kind, Simulator.Phones.Phone phone)
    {
        Participant participant = kind == Kind.Engine
            ? new EngineParticipant(Server, phone)
            : new BaileysParticipant(Server, await _process.Value, phone, $"{phone.Name} {Interlocked.Increment(ref _lastClient)}");
        _participants.Add(participant);
        await participant.LinkAsync();
        return participant;
    }
}
