namespace Wasilo.Simulator.Errors;

/// <summary>The base of everything that the simulator refuses, one type for each cause.</summary>
public abstract class SimulatorException : Exception
{
    private protected SimulatorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>A setting makes no sense, or isn't known.</summary>
public sealed class InvalidSettingsException(string message, Exception? innerException = null)
    : SimulatorException(message, innerException);
