namespace Wasilo.WhatsApp.Presence;

/// <summary>What someone does in a chat at the moment.</summary>
public enum ChatState
{
    /// <summary>Nothing, or nothing any more.</summary>
    Paused,

    /// <summary>Writes a text.</summary>
    Typing,

    /// <summary>Records a voice message.</summary>
    Recording,
}
