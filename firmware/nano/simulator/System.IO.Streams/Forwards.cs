using System.IO;
using System.Runtime.CompilerServices;

[assembly: TypeForwardedTo(typeof(SeekOrigin))]
[assembly: TypeForwardedTo(typeof(Stream))]
[assembly: TypeForwardedTo(typeof(MemoryStream))]
