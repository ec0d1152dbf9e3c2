namespace Wasilo.Grains.Abstractions.Sessions;

/// <summary>What a session's owner last asked for.</summary>
[GenerateSerializer, Alias("wasilo.DesiredState")]
public enum DesiredState
{
    /// <summary>It should not run.</summary>
    Stopped,

    /// <summary>It should run, wherever there is a node for it.</summary>
    Running,
}
