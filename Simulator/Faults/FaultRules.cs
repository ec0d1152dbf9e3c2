using System.Buffers.Binary;
using System.Collections.Concurrent;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Faults;

/// <summary>Faults that wait for their moment: logins that fail, queries without an answer, stanzas that come late or twice.</summary>
/// <remarks>Each is logged and counted when it strikes. One for a phone goes before one for everyone.</remarks>
internal sealed partial class FaultRules(Statistics statistics, IRandomSource random, ILogger<FaultRules> log)
{
    private readonly ConcurrentDictionary<(FaultScope Scope, int Code), Charges> _logins = new();
    private readonly ConcurrentDictionary<(FaultScope Scope, string Namespace), Charges> _unanswered = new();
    private readonly ConcurrentDictionary<FaultScope, Charges> _duplicates = new();
    private readonly ConcurrentDictionary<FaultScope, Charges> _corruptions = new();
    private readonly ConcurrentDictionary<FaultScope, Charges> _withheld = new();
    private readonly ConcurrentDictionary<FaultScope, Delay> _delays = new();

    /// <summary>Lets the next logins fail.</summary>
    public void FailLogins(FaultScope scope, int code, int times) => _logins[(scope, code)] = new Charges(times);

    /// <summary>Leaves the next queries in a namespace without an answer.</summary>
    public void LeaveUnanswered(FaultScope scope, string @namespace, int times) => _unanswered[(scope, @namespace)] = new Charges(times);

    /// <summary>Delivers the next stanzas twice.</summary>
    public void Duplicate(FaultScope scope, int times) => _duplicates[scope] = new Charges(times);

    /// <summary>Changes the ciphertexts of the next messages on their way.</summary>
    public void Corrupt(FaultScope scope, int times) => _corruptions[scope] = new Charges(times);

    /// <summary>Doesn't send the acks of the next messages, though they were taken.</summary>
    public void WithholdAcks(FaultScope scope, int times) => _withheld[scope] = new Charges(times);

    /// <summary>Delays all that is sent, until it is cleared.</summary>
    public void DelayAll(FaultScope scope, Delay delay) => _delays[scope] = delay;

    /// <summary>Ends all faults of a scope that still wait.</summary>
    public void Clear(FaultScope scope)
    {
        foreach (var key in _logins.Keys.Where(key => key.Scope == scope))
            _logins.TryRemove(key, out _);
        foreach (var key in _unanswered.Keys.Where(key => key.Scope == scope))
            _unanswered.TryRemove(key, out _);
        _duplicates.TryRemove(scope, out _);
        _corruptions.TryRemove(scope, out _);
        _withheld.TryRemove(scope, out _);
        _delays.TryRemove(scope, out _);
    }

    /// <summary>The failure code that this login shall get, or null.</summary>
    public int? FailureOf(Device device)
    {
        foreach (var scope in Scopes(device))
        {
            foreach (var ((of, code), charges) in _logins)
            {
                if (of == scope && charges.TryUse())
                {
                    Strike(device, $"login fails with {code}");
                    return code;
                }
            }
        }

        return null;
    }

    /// <summary>Whether this query shall get no answer.</summary>
    public bool LeavesUnanswered(Device device, Node iq)
    {
        if (_unanswered.IsEmpty)
            return false;
        var name = iq["xmlns"] ?? "";
        if (!Scopes(device).Any(scope => _unanswered.TryGetValue((scope, name), out var charges) && charges.TryUse()))
            return false;
        Strike(device, $"{name} stays unanswered");
        return true;
    }

    /// <summary>Whether this stanza shall be delivered twice. Answers and the login never are.</summary>
    public bool Duplicates(Device? device, Node stanza)
    {
        if (_duplicates.IsEmpty || stanza.Tag is not ("message" or "receipt" or "notification" or "call"))
            return false;
        if (!Uses(_duplicates, device))
            return false;
        Strike(device, $"{stanza.Tag} is delivered twice");
        return true;
    }

    /// <summary>The stanza, or, of a message whose turn it is, one that can't be decrypted.</summary>
    public Node Corrupt(Device? device, Node stanza)
    {
        if (_corruptions.IsEmpty || stanza.Tag != "message" || !Uses(_corruptions, device))
            return stanza;
        Strike(device, $"message {stanza["id"]} is damaged");
        return Damage.To(stanza);
    }

    /// <summary>Whether this stanza is the ack of a message that its sender shall not get.</summary>
    public bool Withholds(Device? device, Node stanza)
    {
        if (_withheld.IsEmpty || stanza.Tag != "ack" || stanza["class"] != "message" || !Uses(_withheld, device))
            return false;
        Strike(device, $"the ack of message {stanza["id"]} is withheld");
        return true;
    }

    /// <summary>How long this stanza shall lie before it is sent.</summary>
    public TimeSpan DelayOf(Device? device, Node stanza)
    {
        if (_delays.IsEmpty)
            return TimeSpan.Zero;
        foreach (var scope in Scopes(device))
        {
            if (!_delays.TryGetValue(scope, out var delay))
                continue;
            var drawn = delay.AtLeast + (delay.Spread * NextFraction());
            Strike(device, $"{stanza.Tag} comes {drawn.TotalMilliseconds:0} ms late");
            return drawn;
        }

        return TimeSpan.Zero;
    }

    /// <summary>A frame of random bytes, which no client can decrypt.</summary>
    public byte[] Garbage(int length)
    {
        var frame = new byte[length];
        random.Fill(frame);
        return frame;
    }

    /// <summary>Counts and logs a fault.</summary>
    public void Strike(Device? device, string what)
    {
        statistics.Count(Counted.Faults);
        LogFault(device?.Jid.ToString() ?? "a new client", what);
    }

    private static bool Uses(ConcurrentDictionary<FaultScope, Charges> rule, Device? device) =>
        Scopes(device).Any(scope => rule.TryGetValue(scope, out var charges) && charges.TryUse());

    private static FaultScope[] Scopes(Device? device) =>
        device is null ? [FaultScope.Everyone] : [new FaultScope(device.Phone), FaultScope.Everyone];

    private double NextFraction()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        random.Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) / (double)uint.MaxValue;
    }

    [LoggerMessage(20, LogLevel.Information, "Fault for {Device}: {What}")]
    private partial void LogFault(string device, string what);
}
