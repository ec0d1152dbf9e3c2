namespace Wasilo.Silo.Startup;

/// <summary>Something that must be right before the host starts; the checks run in the order of their registration.</summary>
internal interface IStartupCheck
{
    /// <exception cref="StartupException">It is not right.</exception>
    Task RunAsync(CancellationToken cancellation);
}
