using System.Collections.Concurrent;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Faults;

/// <summary>Faults that wait for their moment: the next logins that fail, the next queries that get no answer.</summary>
/// <remarks>Each is logged when it strikes.</remarks>
internal sealed partial class FaultRules(Statistics statistics, ILogger<FaultRules> log)
{
    private readonly ConcurrentDictionary<(Phone Phone, int Code), Charges> _logins = new();
    private readonly ConcurrentDictionary<(Phone Phone, string Namespace), Charges> _unanswered = new();

    /// <summary>Lets the next logins of a phone's devices fail.</summary>
    public void FailLogins(Phone phone, int code, int times) => _logins[(phone, code)] = new Charges(times);

    /// <summary>Leaves the next queries of a phone's devices in a namespace without an answer.</summary>
    public void LeaveUnanswered(Phone phone, string @namespace, int times) => _unanswered[(phone, @namespace)] = new Charges(times);

    /// <summary>Ends all faults of a phone that still wait.</summary>
    public void Clear(Phone phone)
    {
        foreach (var key in _logins.Keys.Where(key => key.Phone == phone))
            _logins.TryRemove(key, out _);
        foreach (var key in _unanswered.Keys.Where(key => key.Phone == phone))
            _unanswered.TryRemove(key, out _);
    }

    /// <summary>The failure code that this login shall get, or null.</summary>
    public int? FailureOf(Device device)
    {
        foreach (var ((phone, code), charges) in _logins)
        {
            if (phone == device.Phone && charges.TryUse())
            {
                Strike(device, $"login fails with {code}");
                return code;
            }
        }

        return null;
    }

    /// <summary>Whether this query shall get no answer.</summary>
    public bool LeavesUnanswered(Device device, Node iq)
    {
        if (_unanswered.IsEmpty || !_unanswered.TryGetValue((device.Phone, iq["xmlns"] ?? ""), out var charges) || !charges.TryUse())
            return false;
        Strike(device, $"{iq["xmlns"]} stays unanswered");
        return true;
    }

    /// <summary>Counts and logs a fault.</summary>
    public void Strike(Device device, string what)
    {
        statistics.Count(Counted.Faults);
        LogFault(device.Jid.ToString(), what);
    }

    [LoggerMessage(20, LogLevel.Information, "Fault for {Device}: {What}")]
    private partial void LogFault(string device, string what);

    private sealed class Charges(int times)
    {
        private int _left = times;

        public bool TryUse() => Interlocked.Decrement(ref _left) >= 0;
    }
}
