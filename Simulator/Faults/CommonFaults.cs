using Wasilo.Simulator.Errors;

namespace Wasilo.Simulator.Faults;

/// <summary>Faults that wait for their moment, for all devices of a phone or for everyone.</summary>
public sealed class CommonFaults
{
    private readonly FaultRules _rules;
    private readonly FaultScope _scope;

    internal CommonFaults(FaultRules rules, FaultScope scope)
    {
        _rules = rules;
        _scope = scope;
    }

    /// <summary>Refuses the next logins with a failure code.</summary>
    public void FailLogins(int code, int times = 1) => _rules.FailLogins(_scope, code, times);

    /// <summary>Doesn't answer the next queries in a namespace, such as "w:p" for pings.</summary>
    public void LeaveUnanswered(string @namespace, int times = 1) => _rules.LeaveUnanswered(_scope, @namespace, times);

    /// <summary>Delivers the next messages, receipts, notifications and calls twice.</summary>
    public void Duplicate(int times = 1) => _rules.Duplicate(_scope, times);

    /// <summary>Damages the next messages on their way, so that they can't be decrypted.</summary>
    public void Corrupt(int times = 1) => _rules.Corrupt(_scope, times);

    /// <summary>Takes the next messages and doesn't tell their senders.</summary>
    public void WithholdAcks(int times = 1) => _rules.WithholdAcks(_scope, times);

    /// <summary>Sends everything late, in its order, until <see cref="Clear"/>: by so much, and up to a spread more at random.</summary>
    /// <exception cref="InvalidFaultException">The delay is negative or over two minutes.</exception>
    public void Delay(TimeSpan atLeast, TimeSpan spread = default)
    {
        if (atLeast < TimeSpan.Zero || spread < TimeSpan.Zero || atLeast + spread > Faults.Delay.Longest)
            throw new InvalidFaultException($"A delay is 0 to {Faults.Delay.Longest.TotalMilliseconds} ms, its spread included.");
        _rules.DelayAll(_scope, new Delay(atLeast, spread));
    }

    /// <summary>Ends these faults.</summary>
    public void Clear() => _rules.Clear(_scope);
}
