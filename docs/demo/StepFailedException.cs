namespace Wasilo.Demo;

/// <summary>A step of the demonstration did not do what it shows.</summary>
internal sealed class StepFailedException(string message, Exception cause) : Exception(message, cause);
