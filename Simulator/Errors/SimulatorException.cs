namespace Wasilo.Simulator.Errors;

/// <summary>The base of everything that the simulator refuses, one type for each cause.</summary>
public abstract class SimulatorException : Exception
{
    private protected SimulatorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>The state file is there and can't be used. It is left as it is.</summary>
public sealed class InvalidStateFileException(string path, string reason, Exception? innerException = null) : SimulatorException(
    $"The state file '{path}' can't be used: {reason}. Restore it from a copy, or move it away to start afresh.", innerException);

/// <summary>A setting makes no sense, or isn't known.</summary>
public sealed class InvalidSettingsException(string message, Exception? innerException = null)
    : SimulatorException(message, innerException);
