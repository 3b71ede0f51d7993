' What a person does to a deck in LibreOffice. IN and OUT are addresses of files.
Sub Main
  Dim props(0) As New com.sun.star.beans.PropertyValue
  props(0).Name = "Hidden"
  props(0).Value = True
  deck = StarDesktop.loadComponentFromURL("IN", "_blank", 0, props())
  pages = deck.DrawPages
  ' Rewrites the title of the second slide, and a paragraph of the notes of the first.
  TitleOf(pages.getByIndex(1)).String = "It is all the same"
  notes = pages.getByIndex(0).NotesPage
  For i = 0 To notes.Count - 1
    If InStr(notes.getByIndex(i).ShapeType, "NotesShape") > 0 Then
      Replace(notes.getByIndex(i), "This is said of the slide cover.", "HAND1X: I begin.")
    End If
  Next
  ' Moves and resizes the picture of the fifth.
  Dim place As New com.sun.star.awt.Point
  Dim size As New com.sun.star.awt.Size
  For i = 0 To pages.getByIndex(4).Count - 1
    shape = pages.getByIndex(4).getByIndex(i)
    If shape.Name = "figure:means" Then
      place.X = 2000
      place.Y = 6000
      size.Width = shape.Size.Width / 2
      size.Height = shape.Size.Height / 2
      shape.Position = place
      shape.Size = size
    End If
  Next
  ' Paints a cell of the table.
  For i = 0 To pages.getByIndex(3).Count - 1
    shape = pages.getByIndex(3).getByIndex(i)
    If shape.Name = "table:scores" Then
      cell = shape.Model.getCellByPosition(0, 1)
      cell.FillStyle = com.sun.star.drawing.FillStyle.SOLID
      cell.FillColor = RGB(171, 205, 239)
    End If
  Next
  ' A text box, and a slide of her own at the end.
  AddText(deck, pages.getByIndex(2), "HAND2X of my own")
  pages.insertNewByIndex(pages.Count - 1)
  AddText(deck, pages.getByIndex(pages.Count - 1), "HAND3X on a slide of my own")
  ' Takes the first slide twice, and deletes the sixth.
  deck.duplicate(pages.getByIndex(0))
  pages.remove(pages.getByIndex(6))
  Dim store(0) As New com.sun.star.beans.PropertyValue
  store(0).Name = "FilterName"
  store(0).Value = "Impress MS PowerPoint 2007 XML"
  deck.storeToURL("OUT", store())
  deck.close(True)
End Sub

Function TitleOf(page)
  For i = 0 To page.Count - 1
    If page.getByIndex(i).supportsService("com.sun.star.presentation.TitleTextShape") Then
      TitleOf = page.getByIndex(i)
      Exit Function
    End If
  Next
End Function

Sub Replace(shape, old, wanted)
  shape.String = Join(Split(shape.String, old), wanted)
End Sub

Sub AddText(deck, page, words)
  Dim place As New com.sun.star.awt.Point
  Dim size As New com.sun.star.awt.Size
  place.X = 20000
  place.Y = 15000
  size.Width = 8000
  size.Height = 1500
  box = deck.createInstance("com.sun.star.drawing.TextShape")
  box.Position = place
  box.Size = size
  page.add(box)
  box.String = words
End Sub
