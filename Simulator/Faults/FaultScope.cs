using Wasilo.Simulator.Phones;

namespace Wasilo.Simulator.Faults;

/// <summary>Whom a waiting fault is for: all devices of one phone, or, without a phone, everyone.</summary>
internal readonly record struct FaultScope(Phone? Phone)
{
    public static FaultScope Everyone => default;
}
